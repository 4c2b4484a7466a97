package com.example.connect.phonenumber;

import java.util.ArrayList;
import java.util.List;

/**
 * Which of a create's claims this is.
 *
 * @param index counted from 0; part of the claim's ClientToken
 * @param lost the numbers of earlier attempts, which somebody else claimed first
 */
record Attempt(int index, List<String> lost) {

    static final Attempt FIRST = new Attempt(0, List.of());

    boolean isFirst() {
        return index == 0;
    }

    /** The attempt after this one has lost its number. */
    Attempt after(String lostNumber) {
        List<String> all = new ArrayList<>(lost);
        all.add(lostNumber);
        return new Attempt(index + 1, List.copyOf(all));
    }
}
