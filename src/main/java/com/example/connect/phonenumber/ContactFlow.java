package com.example.connect.phonenumber;

import java.util.Optional;
import software.amazon.awssdk.services.connect.model.ClaimedPhoneNumberSummary;

/** The contact flow that a number is bound to. DescribePhoneNumber does not return it; the call that does needs an instance. */
final class ContactFlow {

    private final PhoneNumberCalls calls;
    private final ClaimedPhoneNumberSummary number;

    ContactFlow(PhoneNumberCalls calls, ClaimedPhoneNumberSummary number) {
        this.calls = calls;
        this.number = number;
    }

    /** The flow's ARN. For a number of a traffic distribution group, the group's home instance is asked. */
    Optional<FlowArn> read() {
        return instance().flatMap(this::read);
    }

    /** The same by two looks: users report bindings that one lookup misses, and a read would show a miss as drift. */
    Optional<FlowArn> readTwice() {
        return instance().flatMap(instance -> read(instance).or(() -> read(instance)));
    }

    /** The same where the instance is known, which saves the call that asks for the group's. */
    Optional<FlowArn> read(ConnectArn instance) {
        // Belief (official; flows): Describe does not tell the contact flow; BatchGetFlowAssociation does, and needs
        // an instance. Source: service model. Test:
        // ReadAndListTest#readIsADescribeAndAFlowQuestionAndReturnsWhatCreateReturned, CallsTest#areTheFewest.
        return found(() -> calls.batchGetFlowAssociation(instance, number.phoneNumberArn()))
                .flatMap(FlowArn::parse);
    }

    private Optional<ConnectArn> instance() {
        return ConnectArn.parse(number.targetArn()).flatMap(target -> instanceOf(calls, target));
    }

    /** The instance that holds the flows of a target's numbers; empty where Connect does not tell it. */
    static Optional<ConnectArn> instanceOf(PhoneNumberCalls calls, ConnectArn target) {
        return target.kind().equals(ConnectArn.INSTANCE)
                ? Optional.of(target)
                : found(() -> calls.describeTrafficDistributionGroup(target));
    }

    /** Whether Connect may refuse to bind a number only because it became CLAIMED just now, as maintainers report. */
    static boolean isTooEarly(ConnectFault fault) {
        return fault.isOf("AssociatePhoneNumberContactFlow")
                && (fault.is(ConnectError.DENIED) || fault.is(ConnectError.INVALID));
    }

    private interface Question<T> {
        Optional<T> ask();
    }

    /** NotFound and Invalid here mean that no flow is seen; they say nothing about the number. */
    private static <T> Optional<T> found(Question<T> question) {
        try {
            return question.ask();
        } catch (ConnectFault fault) {
            // Belief (guess; flows): A flow read that answers ResourceNotFoundException means that the number has no
            // flow. Source: no guide or report says. Test: AssumptionsTest#aFlowThatConnectDoesNotFindIsNoFlow.
            if (fault.is(ConnectError.NOT_FOUND) || fault.error().isInvalid()) {
                return Optional.empty();
            }
            throw fault;
        }
    }
}
