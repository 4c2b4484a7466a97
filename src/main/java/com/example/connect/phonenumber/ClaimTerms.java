package com.example.connect.phonenumber;

import java.util.Map;
import java.util.Optional;

/**
 * What a claim or an import says besides the number.
 *
 * @param tags the ownership mark among them
 */
record ClaimTerms(ConnectArn target, Optional<String> description, Map<String, String> tags, String clientToken) {}
