/**
 * The command line: {@link nestor.cli.Main} and one class a command, with the options and output
 * formats that several of them share.
 */
@NullMarked
package nestor.cli;

import org.jspecify.annotations.NullMarked;
