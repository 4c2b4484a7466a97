/** What the execution role and the example policies allow, scenario by scenario. */
@NullMarked
package com.example.connect.verification.permissions;

import org.jspecify.annotations.NullMarked;
