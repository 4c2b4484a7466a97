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
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What `make bench ONLY=many-numbers` measures for every size and many seeds, at two sizes and few seeds. */
@ExtendWith(CloudFormationExtension.class)
class BigStackTest {

    private static final double MOST_CALLS = 9;

    /** Seconds above the floor: a delay after throttling, and a look. CloudFormation adds its overhead to both. */
    private static double aboveFloor(int overhead) {
        return 12 + 2 * overhead;
    }

    @ParameterizedTest
    @CsvSource({"EXACT, 0", "EXACT, 2", "SEARCHED, 0", "SEARCHED, 2"})
    void createsAndDeletesAllAtOnceSoonAfterTheFloor(Variant variant, int overhead, ConnectSimulator connect) {
        Outcome created = BigStack.of(50).overhead(overhead).create(connect, variant);

        assertThat(created.courses()).allMatch(course -> course.status().equals("SUCCESS"));
        assertThat(connect.claimsMade()).isEqualTo(50);
        assertThat(connect.numbers().stream().map(HeldNumber::arn).collect(Collectors.toSet()))
                .isEqualTo(created.courses().stream()
                        .map(SideBySide.Course::identifier)
                        .collect(Collectors.toSet()))
                .hasSize(50);
        assertThat(created.seconds()).isLessThan(created.floor() + aboveFloor(overhead));
        assertThat(created.calls()).isLessThan(MOST_CALLS);

        Outcome deleted = BigStack.of(50).overhead(overhead).delete(connect, created.courses());

        assertThat(deleted.courses()).allMatch(course -> course.status().equals("SUCCESS"));
        assertThat(connect.numbers()).isEmpty();
        assertThat(connect.releasesMade()).isEqualTo(50);
        assertThat(deleted.seconds()).isLessThan(deleted.floor() + aboveFloor(overhead));
        assertThat(deleted.calls()).isLessThan(MOST_CALLS);
    }

    /** The last one is the batch that examples/batches.yml names: it holds with all the overhead that is believed. */
    @ParameterizedTest
    @CsvSource({"75, 0", "75, 2", "45, 5"})
    void aStackShowsEveryIdentifierInTime(int numbers, int overhead, ConnectSimulator connect) {
        for (int seed = 1; seed <= 3; seed++) {
            assertThat(BigStack.of(numbers)
                            .seed(seed)
                            .overhead(overhead)
                            .create(connect, Variant.SEARCHED)
                            .identified())
                    .isLessThanOrEqualTo(Promises.LAST_CLAIM);
        }
    }

    /** The creates that come too late fail with their reason, and claim nothing that CloudFormation would not take. */
    @ParameterizedTest
    @CsvSource({"EXACT, 0", "EXACT, 2", "SEARCHED, 0", "SEARCHED, 2"})
    void aStackThatIsTooLargeClaimsOnlyWhatCloudFormationTakes(
            Variant variant, int overhead, ConnectSimulator connect) {
        Outcome created = BigStack.of(150).overhead(overhead).create(connect, variant);

        List<Course> ended = created.courses().stream()
                .filter(course -> course.status().equals("SUCCESS"))
                .toList();
        assertThat(created.courses()).allMatch(course -> course.status().matches("SUCCESS|FAILED"));
        assertThat(ended.size()).isBetween(75, 95);
        assertThat(connect.claimsMade()).isEqualTo(ended.size());
        assertThat(ended).allMatch(course -> course.shown().orElseThrow().toSeconds() <= Promises.LAST_CLAIM);
    }
}
