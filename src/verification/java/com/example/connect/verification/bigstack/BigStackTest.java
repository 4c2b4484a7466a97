package com.example.connect.verification.bigstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.HeldNumber;
import com.example.connect.verification.bigstack.BigStack.Outcome;
import com.example.connect.verification.bigstack.BigStack.Variant;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What `make bench` measures at 500 and 2,000 numbers, held at sizes that take seconds. */
@ExtendWith(CloudFormationExtension.class)
class BigStackTest {

    /** Seconds above the floor: the longest delay after throttling, and a look. */
    private static final double ROUND = 40 + 8;

    @ParameterizedTest
    @EnumSource
    void createsAndDeletesAllAtOnceWithinARoundOfTheFloor(Variant variant, ConnectSimulator connect) {
        Outcome created = BigStack.of(150).create(connect, variant);

        assertThat(created.courses()).allMatch(course -> course.status().equals("SUCCESS"));
        assertThat(connect.claimsMade()).isEqualTo(150);
        assertThat(connect.numbers().stream().map(HeldNumber::arn).collect(Collectors.toSet()))
                .isEqualTo(created.courses().stream()
                        .map(SideBySide.Course::identifier)
                        .collect(Collectors.toSet()))
                .hasSize(150);
        assertThat(created.seconds()).isLessThan(created.floor() + ROUND);
        assertThat(created.calls()).isLessThan(13);

        Outcome deleted = BigStack.of(150).delete(connect, created.courses());

        assertThat(deleted.courses()).allMatch(course -> course.status().equals("SUCCESS"));
        assertThat(connect.numbers()).isEmpty();
        assertThat(connect.releasesMade()).isEqualTo(150);
        assertThat(deleted.seconds()).isLessThan(deleted.floor() + ROUND);
        assertThat(deleted.calls()).isLessThan(13);
    }

    @Test
    void aStackOf75ShowsEveryIdentifierInTime(ConnectSimulator connect) {
        for (int seed = 1; seed <= 3; seed++) {
            assertThat(BigStack.of(75)
                            .seed(seed)
                            .create(connect, Variant.SEARCHED)
                            .identified())
                    .isLessThan(60);
        }
    }
}
