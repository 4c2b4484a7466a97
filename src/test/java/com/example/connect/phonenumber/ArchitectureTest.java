package com.example.connect.phonenumber;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.services.connect.ConnectClient;

/** The provider's conventions, as rules that fail the build. */
@AnalyzeClasses(packages = "com.example.connect.phonenumber", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule ONE_CLASS_TALKS_TO_CONNECT = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(PhoneNumberCalls.class.getName())
            .and()
            .doNotHaveFullyQualifiedName(ConnectClients.class.getName())
            .and()
            .doNotHaveFullyQualifiedName(Invocation.class.getName())
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ConnectClient.class)
            .because("every call goes through the one door that classifies faults and keeps messages out of logs");

    @ArchTest
    static final ArchRule NO_CHANCE_AND_NO_CLOCK = noClasses()
            .that()
            .haveSimpleNameNotStartingWith("HandlerWrapper")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Random.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocalRandom.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Instant.class)
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .because(
                    "an invocation that is run again must do the same: chance is a hash, time is the delays asked for");

    @ArchTest
    static final ArchRule NOTHING_LOCAL_SHIPS = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.example.connect.simulator..", "com.example.connect.local..")
            .because("no production class knows that the simulator exists");

    @ArchTest
    static final ArchRule ONLY_DELETE_RELEASES = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(DeleteHandler.class.getName())
            .should()
            .callMethod(PhoneNumberCalls.class, "releasePhoneNumber", String.class, String.class)
            .because("no number is released unless its own resource is deleted");

    @ArchTest
    static final ArchRule HANDLERS_SHARE_ONE_WAY_FROM_FAILURE_TO_EVENT = classes()
            .that()
            .haveSimpleNameEndingWith("Handler")
            .and()
            .doNotHaveSimpleName("BaseHandler")
            .should()
            .beAssignableTo(PhoneNumberHandler.class)
            .because("one method turns a failure into an event");
}
