/// A library for LD_PRELOAD: a program that loads it believes that it is earlier or later than it is.

/// The environment variable with the seconds that are added to the clock; they may be negative.
#define SHIFTED_CLOCK_SECONDS "SHIFTED_CLOCK_SECONDS"
