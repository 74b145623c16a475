#include "OpenFiles.h"

#include <sys/resource.h>

__attribute__((constructor)) static void raise_limit(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= WANTED_OPEN_FILES) { return; }
    limit.rlim_cur = WANTED_OPEN_FILES;
    if (limit.rlim_max >= WANTED_OPEN_FILES) {
        setrlimit(RLIMIT_NOFILE, &limit);
        return;
    }
    // Beyond the hard limit only root may go.
    rlim_t most = limit.rlim_max;
    limit.rlim_max = WANTED_OPEN_FILES;
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0) {
        limit.rlim_cur = limit.rlim_max = most;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}
