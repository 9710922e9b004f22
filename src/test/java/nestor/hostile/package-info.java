/**
 * Hostile and broken documents, each with the answer that somebody read and found right, and what a
 * fuzzer makes of every parser.
 */
package nestor.hostile;
