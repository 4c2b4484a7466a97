package com.example.connect.verification.bigstack;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.verification.cloudformation.Callbacks;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.Overhead;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;

/**
 * Many operations at once, as CloudFormation runs those of a big stack: each begins when those that it depends on have
 * ended, and is invoked when its own delay and CloudFormation's overhead are over, on the simulator's clock. What is due
 * at the same time comes in an order drawn from a seed.
 */
public final class SideBySide {

    private final ConnectSimulator connect;
    private final CloudFormation cfn;
    private final Overhead overhead;
    private final Random random;
    private final List<Course> courses = new ArrayList<>();
    private Runnable beforeEach = () -> {};

    public SideBySide(ConnectSimulator connect, CloudFormation cfn, long seed, Overhead overhead) {
        this.connect = connect;
        this.cfn = cfn;
        this.random = new Random(seed);
        this.overhead = overhead;
    }

    /** One operation on its way, and what it has cost. */
    public static final class Course {
        private final ObjectNode payload;
        private final List<Course> after;
        private Optional<Duration> began = Optional.empty();
        private Duration due = Duration.ZERO;
        private int order;
        private int invocations;
        private final Map<String, Integer> calls = new TreeMap<>();
        private Optional<Duration> shown = Optional.empty();
        private String identifier = "";
        private String status = "";

        private Course(ObjectNode payload, List<Course> after) {
            this.payload = payload;
            this.after = after;
        }

        private boolean hasEnded() {
            return !status.isEmpty() && !status.equals("IN_PROGRESS");
        }

        public String status() {
            return status;
        }

        public String identifier() {
            return identifier;
        }

        public int invocations() {
            return invocations;
        }

        /** Calls made, throttled ones included. */
        public int calls() {
            return calls.values().stream().mapToInt(Integer::intValue).sum();
        }

        public int calls(String operation) {
            return calls.getOrDefault(operation, 0);
        }

        /** From its own beginning to the event that first showed the identifier. */
        public Optional<Duration> shown() {
            return shown;
        }

        /** From the beginning of all to the last event. */
        public Duration ended() {
            return due;
        }
    }

    /** Adds an operation that begins when others, added before, have ended. */
    public Course add(ObjectNode payload, List<Course> after) {
        Course course = new Course(payload, after);
        courses.add(course);
        return course;
    }

    /** Runs {@code first} before each invocation. */
    public SideBySide beforeEach(Runnable first) {
        beforeEach = first;
        return this;
    }

    /** Runs all to their ends. */
    public List<Course> run() {
        PriorityQueue<Course> queue = new PriorityQueue<>(
                Comparator.<Course, Duration>comparing(course -> course.due).thenComparingInt(course -> course.order));
        begin(Duration.ZERO, queue);
        Course[] current = new Course[1];
        connect.onCall(call -> current[0].calls.merge(call.operation(), 1, Integer::sum));
        Duration now = Duration.ZERO;
        while (!queue.isEmpty()) {
            Course course = queue.poll();
            connect.advance(course.due.minus(now));
            now = course.due;
            current[0] = course;
            JsonNode event = invoke(course);
            if (course.status.equals("IN_PROGRESS")) {
                schedule(course, Callbacks.delay(event, overhead), queue);
            } else {
                begin(now, queue);
            }
        }
        return courses;
    }

    private void begin(Duration now, PriorityQueue<Course> queue) {
        for (Course course : courses) {
            if (course.began.isEmpty() && course.after.stream().allMatch(Course::hasEnded)) {
                course.began = Optional.of(now);
                course.due = now;
                schedule(course, Duration.ZERO, queue);
            }
        }
    }

    private void schedule(Course course, Duration delay, PriorityQueue<Course> queue) {
        course.due = course.due.plus(delay);
        course.order = random.nextInt();
        queue.add(course);
    }

    private JsonNode invoke(Course course) {
        beforeEach.run();
        JsonNode event = cfn.invoke(course.payload).orElseThrow();
        course.invocations++;
        course.status = event.path("status").asText();
        String shown = Callbacks.identifier(event);
        if (!shown.isEmpty() && course.shown.isEmpty()) {
            course.shown = Optional.of(course.due.minus(course.began.orElseThrow()));
            course.identifier = shown;
        }
        Callbacks.goOn(course.payload, event);
        return event;
    }
}
