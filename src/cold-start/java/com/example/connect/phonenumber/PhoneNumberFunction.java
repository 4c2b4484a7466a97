package com.example.connect.phonenumber;

/**
 * The function that Lambda starts ({@code .rpdk-config}, {@code template.yml}): the one that RPDK generates, with what
 * makes its start cheaper. README.md beside this source root has the figures.
 */
public final class PhoneNumberFunction extends LeanFunction {

    static {
        WarmUp.run();
    }
}
