package com.example.connect.phonenumber;

/** Who claims: the request, for a target, through the door to Connect. */
record Claimant(RequestIdentity identity, ConnectArn target, PhoneNumberCalls calls) {}
