/** What the resource type does, operation by operation and property by property, as a stack sees it. */
@NullMarked
package com.example.connect.verification.behaviour;

import org.jspecify.annotations.NullMarked;
