package com.example.connect.verification.bigstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.HeldNumber;
import com.example.connect.verification.bigstack.BigStack.Outcome;
import com.example.connect.verification.bigstack.BigStack.Variant;
import com.example.connect.verification.bigstack.SideBySide.Course;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import com.example.connect.verification.contract.Promises;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What `make bench ONLY=many-numbers` measures for every size and many seeds, at two sizes and few seeds. */
@ExtendWith(CloudFormationExtension.class)
class BigStackTest {

    /** Seconds above the floor: a delay after throttling, and a look. */
    private static final double ABOVE_FLOOR = 12;

    private static final double MOST_CALLS = 9;

    @ParameterizedTest
    @EnumSource
    void createsAndDeletesAllAtOnceSoonAfterTheFloor(Variant variant, ConnectSimulator connect) {
        Outcome created = BigStack.of(50).create(connect, variant);

        assertThat(created.courses()).allMatch(course -> course.status().equals("SUCCESS"));
        assertThat(connect.claimsMade()).isEqualTo(50);
        assertThat(connect.numbers().stream().map(HeldNumber::arn).collect(Collectors.toSet()))
                .isEqualTo(created.courses().stream()
                        .map(SideBySide.Course::identifier)
                        .collect(Collectors.toSet()))
                .hasSize(50);
        assertThat(created.seconds()).isLessThan(created.floor() + ABOVE_FLOOR);
        assertThat(created.calls()).isLessThan(MOST_CALLS);

        Outcome deleted = BigStack.of(50).delete(connect, created.courses());

        assertThat(deleted.courses()).allMatch(course -> course.status().equals("SUCCESS"));
        assertThat(connect.numbers()).isEmpty();
        assertThat(connect.releasesMade()).isEqualTo(50);
        assertThat(deleted.seconds()).isLessThan(deleted.floor() + ABOVE_FLOOR);
        assertThat(deleted.calls()).isLessThan(MOST_CALLS);
    }

    @Test
    void aStackOf75ShowsEveryIdentifierInTime(ConnectSimulator connect) {
        for (int seed = 1; seed <= 3; seed++) {
            assertThat(BigStack.of(75)
                            .seed(seed)
                            .create(connect, Variant.SEARCHED)
                            .identified())
                    .isLessThanOrEqualTo(Promises.LAST_CLAIM);
        }
    }

    /** The creates that come too late fail with their reason, and claim nothing that CloudFormation would not take. */
    @ParameterizedTest
    @EnumSource
    void aStackThatIsTooLargeClaimsOnlyWhatCloudFormationTakes(Variant variant, ConnectSimulator connect) {
        Outcome created = BigStack.of(150).create(connect, variant);

        List<Course> ended = created.courses().stream()
                .filter(course -> course.status().equals("SUCCESS"))
                .toList();
        assertThat(created.courses()).allMatch(course -> course.status().matches("SUCCESS|FAILED"));
        assertThat(ended.size()).isBetween(75, 95);
        assertThat(connect.claimsMade()).isEqualTo(ended.size());
        assertThat(ended).allMatch(course -> course.shown().orElseThrow().toSeconds() <= Promises.LAST_CLAIM);
    }
}
