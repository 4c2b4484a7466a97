/** What the resource type promises to those outside: its schema, the tags that it writes, and how long it waits. */
@NullMarked
package com.example.connect.verification.contract;

import org.jspecify.annotations.NullMarked;
