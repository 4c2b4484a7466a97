package com.example.connect.simulator;

/** Country and type of a phone number, as the service names them. */
record NumberKind(String country, String type) {}
