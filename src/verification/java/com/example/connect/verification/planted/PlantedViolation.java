package com.example.connect.verification.planted;

import com.example.connect.phonenumber.ResourceModel;

/** What nothing in the house may do: it knows a class of the provider. {@code HouseTest} must find it. */
final class PlantedViolation {

    private PlantedViolation() {}

    static String addressOf(ResourceModel model) {
        return model.getAddress();
    }
}
