package com.example.connect.verification.laws;

import com.example.connect.simulator.Call;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.HeldNumber;
import com.example.connect.simulator.NumberState;
import com.example.connect.verification.cases.FaultCase;
import com.example.connect.verification.cases.Scenario;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.laws.Law.Breach;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** All that is known of a case: who plays it writes it down, checkers read it and add breaches. */
public final class CaseFile {

    /** The calls that change nothing. */
    public static final Set<String> READING = Set.of(
            "DescribePhoneNumber",
            "BatchGetFlowAssociation",
            "DescribeContactFlow",
            "DescribeTrafficDistributionGroup",
            "ListPhoneNumbersV2",
            "SearchAvailablePhoneNumbers");

    private static final Set<String> FLOW_LOOKUPS =
            Set.of("BatchGetFlowAssociation", "DescribeTrafficDistributionGroup");

    static final Set<String> CLAIMING = Set.of("ClaimPhoneNumber", "ImportPhoneNumber");

    private final ConnectSimulator connect;
    private final FaultCase faultCase;
    private final Optional<Ending> clean;
    private final List<Breach> breaches = new ArrayList<>();
    private String arn = "";
    private String bystander = "";
    private Optional<NumberState> bystanderState = Optional.empty();
    private long claimsBefore;
    private final Map<Integer, Set<String>> members = new HashMap<>();
    private final Map<Integer, Integer> invocations = new HashMap<>();
    private List<Call> calls = List.of();
    private int ownCalls;
    private Optional<Ending> ending = Optional.empty();

    /** @param clean how the scenario ends without a fault; empty in that very run */
    public CaseFile(ConnectSimulator connect, FaultCase faultCase, Optional<Ending> clean) {
        this.connect = connect;
        this.faultCase = faultCase;
        this.clean = clean;
    }

    // --- what who plays the case writes down ---

    /** The number that the operation is on, or that it has made. */
    public void isOn(String number) {
        arn = number;
    }

    /** The number of another resource. */
    public void hasBystander(String number) {
        bystander = number;
    }

    /** Everything is set up. */
    public void begins() {
        bystanderState = Optional.of(connect.number(bystander).orElseThrow().state());
        claimsBefore = connect.claimsMade();
    }

    /** A call was made in the invocation with this place, and its answer had these members. */
    public void called(int index, int invocation, Set<String> answered) {
        invocations.put(index, invocation);
        members.put(index, answered);
    }

    /** The operation itself has ended. */
    public void ended(Ending how) {
        ending = Optional.of(how);
        calls = connect.calls();
        ownCalls = calls.size();
    }

    /** Everything has. */
    public void isOver() {
        calls = connect.calls();
    }

    public void breach(Law law, String how) {
        breaches.add(new Breach(law, how));
    }

    // --- what is known ---

    ConnectSimulator connect() {
        return connect;
    }

    public FaultCase faultCase() {
        return faultCase;
    }

    public Scenario scenario() {
        return faultCase.scenario();
    }

    Optional<Ending> clean() {
        return clean;
    }

    public String arn() {
        return arn;
    }

    String bystander() {
        return bystander;
    }

    Optional<NumberState> bystanderState() {
        return bystanderState;
    }

    /** The number that the operation is on, where the account holds it. */
    public Optional<HeldNumber> held() {
        return connect.number(arn);
    }

    /** Claims carried out since the case began. */
    long claimsMade() {
        return connect.claimsMade() - claimsBefore;
    }

    public List<Breach> breaches() {
        return breaches;
    }

    /** How the operation itself ended, before any clean-up or second run; empty where it did not. */
    public Optional<Ending> ending() {
        return ending;
    }

    /** The members that the answer to a call had. */
    public Set<String> members(int call) {
        return members.getOrDefault(call, Set.of());
    }

    /** Whether two calls were made in the same invocation of the function. */
    public boolean areOfOneInvocation(Call one, Call other) {
        return Objects.equals(invocations.get(one.index()), invocations.get(other.index()));
    }

    /** The calls of the operation and of what CloudFormation did after it. */
    public List<Call> calls() {
        return calls;
    }

    /** The calls of the operation itself. */
    public List<Call> ownCalls() {
        return calls.subList(0, ownCalls);
    }

    /** The calls of what CloudFormation did after it: a clean-up, a second run, a rollback. */
    public List<Call> laterCalls() {
        return calls.subList(ownCalls, calls.size());
    }

    /** Whether a ClientToken that Connect had accepted was sent again: what the service does with tokens has mattered. */
    public boolean usesATokenTwice() {
        Set<String> accepted = new HashSet<>();
        for (Call call : calls) {
            Optional<String> token = call.parameter("ClientToken").or(() -> call.parameter("clientToken"));
            String use = call.operation() + token.orElse("");
            if (accepted.contains(use)) {
                return true;
            }
            if (token.isPresent() && call.effect()) {
                accepted.add(use);
            }
        }
        return false;
    }

    /** The calls of the operation itself that a fault has struck. */
    List<Call> struck() {
        return ownCalls().stream()
                .filter(call -> faultCase.strikeAt(call.index()).isPresent())
                .toList();
    }

    /** Whether Connect has said to the operation for so many seconds that it does not know the number. */
    public boolean hasLaggedFor(int seconds) {
        return Lag.lasted(ownCalls(), seconds, this::isAnswered);
    }

    /** The same of what CloudFormation did after it. */
    public boolean hasLaggedLater(int seconds) {
        return Lag.lasted(laterCalls(), seconds, this::isAnswered);
    }

    /** Whether the lookup of the contact flow was refused, which says that there is none. */
    public boolean isToldNoFlow() {
        return struck().stream()
                .anyMatch(call -> FLOW_LOOKUPS.contains(call.operation()) && isStruck(call, FaultCase.Strike::isLag));
    }

    /** An invocation that died leaves nothing of what it was told. */
    private boolean isAnswered(Call call) {
        boolean hasDied = calls.stream()
                .anyMatch(other -> areOfOneInvocation(call, other) && isStruck(other, FaultCase.Strike::isCrash));
        return !hasDied && !isStruck(call, strike -> true);
    }

    boolean isStruck(Call call, Predicate<FaultCase.Strike> so) {
        return faultCase.strikeAt(call.index()).filter(so).isPresent();
    }

    /** The calls that claim, carried out or not. */
    public List<Call> claims() {
        return calls.stream()
                .filter(call -> CLAIMING.contains(call.operation()))
                .toList();
    }
}
