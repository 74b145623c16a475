#define _GNU_SOURCE
#include "ShiftedClock.h"

#include <dlfcn.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long shift;

__attribute__((constructor)) static void read_shift(void) {
    const char *seconds = getenv(SHIFTED_CLOCK_SECONDS);
    if (seconds) { shift = atol(seconds); }
}

// Clocks that measure time stay as they are: two seconds of waiting are two seconds.
int clock_gettime(clockid_t clock, struct timespec *now) {
    int result = (int)syscall(SYS_clock_gettime, clock, now);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
        now->tv_sec += shift;
    }
    return result;
}

int gettimeofday(struct timeval *now, void *zone) {
    int result = (int)syscall(SYS_gettimeofday, now, zone);
    if (result == 0) { now->tv_sec += shift; }
    return result;
}

time_t time(time_t *seconds) {
    struct timespec now;
    if (clock_gettime(CLOCK_REALTIME, &now) != 0) { return (time_t)-1; }
    if (seconds) { *seconds = now.tv_sec; }
    return now.tv_sec;
}

// A deadline that was reckoned from the shifted clock, as the system has to be told it.
static struct timespec unshifted(const struct timespec *deadline) {
    return (struct timespec){deadline->tv_sec - shift, deadline->tv_nsec};
}

int sem_timedwait(sem_t *semaphore, const struct timespec *deadline) {
    int (*real)(sem_t *, const struct timespec *) = dlsym(RTLD_NEXT, "sem_timedwait");
    struct timespec moved = unshifted(deadline);
    return real(semaphore, &moved);
}

int pthread_cond_timedwait(
    pthread_cond_t *condition, pthread_mutex_t *mutex, const struct timespec *deadline) {
    int (*real)(pthread_cond_t *, pthread_mutex_t *, const struct timespec *) =
        dlsym(RTLD_NEXT, "pthread_cond_timedwait");
    struct timespec now, uptime, moved = unshifted(deadline);
    clock_gettime(CLOCK_REALTIME, &now);
    clock_gettime(CLOCK_MONOTONIC, &uptime);
    // Some conditions count in uptime: the nearer of the two clocks is the one that was meant.
    long from_now = labs(deadline->tv_sec - now.tv_sec);
    long from_uptime = labs(deadline->tv_sec - uptime.tv_sec);
    return real(condition, mutex, from_now <= from_uptime ? &moved : deadline);
}
