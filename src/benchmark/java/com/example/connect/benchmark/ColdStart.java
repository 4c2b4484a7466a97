package com.example.connect.benchmark;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.example.connect.phonenumber.PhoneNumberFunction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/**
 * The function as Lambda starts it, with as little around it as there can be: it makes the function, says so, and
 * answers requests until it is sent an empty one. Each message is a length of four bytes and so many bytes; the first
 * is empty. The process that started this one measures it from outside.
 */
public final class ColdStart {

    private ColdStart() {}

    public static void main(String... arguments) throws IOException {
        DataInputStream requests = new DataInputStream(System.in);
        DataOutputStream answers = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
        System.setOut(System.err);
        PhoneNumberFunction function = new PhoneNumberFunction();
        send(answers, new ByteArrayOutputStream());
        for (int length = requests.readInt(); length > 0; length = requests.readInt()) {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            function.handleRequest(new ByteArrayInputStream(requests.readNBytes(length)), answer, new Nothing());
            send(answers, answer);
        }
    }

    private static void send(DataOutputStream answers, ByteArrayOutputStream message) throws IOException {
        answers.writeInt(message.size());
        message.writeTo(answers);
        answers.flush();
    }

    private static final class Nothing implements Context, LambdaLogger {

        @Override
        public LambdaLogger getLogger() {
            return this;
        }

        @Override
        public void log(String message) {}

        @Override
        public void log(byte[] message) {}

        @Override
        public String getAwsRequestId() {
            return "";
        }

        @Override
        public String getLogGroupName() {
            return "";
        }

        @Override
        public String getLogStreamName() {
            return "";
        }

        @Override
        public String getFunctionName() {
            return "";
        }

        @Override
        public String getFunctionVersion() {
            return "";
        }

        @Override
        public String getInvokedFunctionArn() {
            return "";
        }

        @Override
        public CognitoIdentity getIdentity() {
            throw new UnsupportedOperationException();
        }

        @Override
        public ClientContext getClientContext() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int getRemainingTimeInMillis() {
            return 60_000;
        }

        @Override
        public int getMemoryLimitInMB() {
            return 512;
        }
    }
}
