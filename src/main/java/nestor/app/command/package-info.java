/**
 * The commands of the command line, one class a command, and what several of them print or ask for
 * alike. A new command is registered in {@code nestor.app.Main}.
 */
@NullMarked
package nestor.app.command;

import org.jspecify.annotations.NullMarked;
