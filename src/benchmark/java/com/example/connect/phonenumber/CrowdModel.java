package com.example.connect.phonenumber;

import com.example.connect.phonenumber.Pace.Delay;
import com.example.connect.simulator.Knob;
import com.example.connect.verification.bigstack.BigStack;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Exact creates that begin at once, by the delays of {@link Pace} alone: no handler, no HTTP. So other rounds than those
 * that ship can be tried, and in a moment. A test holds the model to the handlers.
 *
 * @param rounds the delay of who has been throttled so often
 */
record CrowdModel(int numbers, Knob.Rate rate, Rounds rounds) {

    /** How long who is one of a crowd waits. */
    interface Rounds {
        Delay after(int refusals, int waited);

        /** The rounds that ship, so many times as long. The first delay, which only spreads the crowd, stays. */
        static Rounds times(double factor) {
            return (refusals, waited) -> {
                Delay shipped = Pace.crowd(refusals, waited);
                return refusals == 1
                        ? shipped
                        : new Delay((int) (factor * shipped.least()), (int) (factor * shipped.most()));
            };
        }

        /** The longest delays that ship, drawn from this share of them on. */
        static Rounds from(double share) {
            return (refusals, waited) -> {
                Delay shipped = Pace.crowd(refusals, waited);
                return refusals == 1 ? shipped : new Delay((int) (share * shipped.most()), shipped.most());
            };
        }

        /** What no handler can do: each knows how many began with it, and draws from the time that they need. */
        static Rounds knowing(double floor) {
            return (refusals, waited) -> new Delay(1, Math.max(20, (int) floor - waited));
        }
    }

    /**
     * What came of it.
     *
     * @param seconds until the last one ended
     * @param calls a number
     */
    record Outcome(double seconds, double floor, double calls) {
        double ratio() {
            return seconds / floor;
        }
    }

    private static final int LATENCY = (int) Knob.CLAIM_TIME.standard().toSeconds();

    double floor() {
        return new BigStack(numbers, 1, rate, Knob.CLAIM_TIME.standard(), 0, BigStack.NONE, 1).floor();
    }

    Outcome run(long seed) {
        Run run = new Run(new Random(seed));
        for (int i = 0; i < numbers; i++) {
            run.in(0, new Member());
        }
        return run.toItsEnd();
    }

    private static final class Member {
        private int due;
        private int order;
        private int troubles;
        private int throttled;
        private int looking;
        private boolean claimed;
    }

    private static final class Bucket {
        private final Knob.Rate rate;
        private double tokens;
        private int at;

        Bucket(Knob.Rate rate) {
            this.rate = rate;
            tokens = rate.burst();
        }

        boolean take(int now) {
            tokens = Math.min(rate.burst(), tokens + (now - at) * rate.perSecond());
            at = now;
            boolean there = tokens >= 1;
            tokens -= there ? 1 : 0;
            return there;
        }
    }

    private final class Run {
        private final Random random;
        private final Bucket claims = new Bucket(rate);
        private final Bucket looks = new Bucket(rate);
        private final PriorityQueue<Member> queue = new PriorityQueue<>(
                Comparator.<Member>comparingInt(member -> member.due).thenComparingInt(member -> member.order));
        private int calls;

        Run(Random random) {
            this.random = random;
        }

        void in(int delay, Member member) {
            member.due += delay;
            member.order = random.nextInt();
            queue.add(member);
        }

        Outcome toItsEnd() {
            int now = 0;
            while (!queue.isEmpty()) {
                Member member = queue.remove();
                now = member.due;
                calls++;
                if (!member.claimed) {
                    in(claim(member), member);
                } else if (!looks.take(now)) {
                    in(lookAgain(member), member);
                } else if (member.looking < LATENCY) {
                    in(look(member), member);
                }
            }
            return new Outcome(now, floor(), (double) calls / numbers);
        }

        /** Tries to claim; the delay after it. */
        private int claim(Member member) {
            if (claims.take(member.due)) {
                member.claimed = true;
                return look(member);
            }
            member.troubles++;
            int drawn = draw(rounds.after(member.troubles, member.due));
            return throttled(member, draw(Pace.beforeDeadline(member.due, drawn)));
        }

        private int look(Member member) {
            member.troubles = 0;
            int delay = Pace.nextLook(member.looking, member.throttled);
            member.looking += delay;
            return delay;
        }

        private int lookAgain(Member member) {
            member.troubles++;
            int delay = throttled(member, draw(Pace.backoff(member.troubles)));
            member.looking += delay;
            return delay;
        }

        private int throttled(Member member, int delay) {
            member.throttled += delay;
            return delay;
        }

        private int draw(Delay delay) {
            return delay.least() + random.nextInt(delay.most() - delay.least() + 1);
        }
    }
}
