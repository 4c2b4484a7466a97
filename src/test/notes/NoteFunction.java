package com.example.test;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The handlers of Example::Test::Note. A note is an object in its
 * account's bucket, and the object its model; a text that begins with "slow" takes one callback
 * of two seconds. {@code @NAME@} is the package's name.
 */
public class NoteFunction {
    /** Of Lambda's, no more than this. */
    public interface Context {
        int getRemainingTimeInMillis();
    }

    private static final String NAME = "@NAME@";

    public void handleRequest(InputStream input, OutputStream output, Context context) throws Exception {
        String request = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        output.write(answer(request).getBytes(StandardCharsets.UTF_8));
    }

    private static String answer(String request) throws Exception {
        String properties = request.substring(request.indexOf("\"resourceProperties\""));
        String action = text(request, "action");
        String id = text(properties, "Id");
        String owner = text(request, "accessKeyId");
        if (action.equals("CREATE") && id.isEmpty()) {
            id = UUID.randomUUID().toString();
        }
        if (!action.equals("CREATE") && ask("GET", id, "", owner).statusCode() != 200) {
            return "{\"status\": \"FAILED\", \"errorCode\": \"NotFound\", \"message\": \"no such note\"}";
        }
        String written = text(properties, "Text");
        String model = String.format(
                "{\"Id\": \"%s\", \"Text\": \"%s\", \"WrittenBy\": \"%s\", \"Greeting\": \"%s\"}",
                id, written, NAME, text(request, "Greeting"));
        if (action.equals("CREATE") && written.startsWith("slow") && request.contains("\"callbackContext\": null")) {
            return "{\"status\": \"IN_PROGRESS\", \"callbackDelaySeconds\": 2, \"callbackContext\": {\"again\": true},"
                    + " \"resourceModel\": " + model + "}";
        }
        if (action.equals("CREATE") || action.equals("UPDATE")) {
            ask("PUT", id, model, owner);
        } else if (action.equals("DELETE")) {
            ask("DELETE", id, "", owner);
            return "{\"status\": \"SUCCESS\"}";
        } else {
            model = ask("GET", id, "", owner).body();
        }
        return "{\"status\": \"SUCCESS\", \"resourceModel\": " + model + "}";
    }

    private static HttpResponse<String> ask(String method, String id, String body, String owner) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(System.getenv("AWS_ENDPOINT_URL") + "/notes-" + owner + "/note-" + id))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=" + owner
                        + "/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0")
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String text(String json, String name) {
        Matcher found = Pattern.compile("\"" + name + "\": \"([^\"]*)\"").matcher(json);
        return found.find() ? found.group(1) : "";
    }
}
