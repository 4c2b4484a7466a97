/**
 * What must hold after every case of the fault matrix. {@link com.example.connect.verification.laws.Law} names the laws,
 * {@link com.example.connect.verification.laws.CaseFile} has what is known of a case, and one
 * {@link com.example.connect.verification.laws.Checker} holds each group of laws against it; those of
 * {@link com.example.connect.verification.laws.Checkers} are asked in every case.
 */
@NullMarked
package com.example.connect.verification.laws;

import org.jspecify.annotations.NullMarked;
