/** What a platform team installs: the chart, the alerts and the dashboard, looked at offline. */
@NullMarked
package dev.teambroker.deployment;

import org.jspecify.annotations.NullMarked;
