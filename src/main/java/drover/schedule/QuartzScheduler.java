package drover.schedule;

import drover.base.Backoff;
import drover.base.HealthCheck;
import drover.base.Loop;
import drover.base.Managed;
import drover.base.ScheduledTask;
import drover.base.Threads;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.SimpleTrigger;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.SchedulerRepository;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.StdJDBCDelegate;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.simpl.SimpleThreadPool;
import org.quartz.utils.DBConnectionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls each task at its interval, from Quartz's tables in our database: one trigger a task. Calls
 * missed while the program was off become one.
 *
 * <p>After the database was opened anew call {@link #restart}: Quartz's own recovery would wait for
 * up to a minute and may leave a trigger blocked. A watchdog restarts it too: after a restart that
 * failed, and when the clock was set back, for triggers go by the clock and would sleep for hours.
 */
public final class QuartzScheduler implements Managed, HealthCheck {
  private static final Logger log = LoggerFactory.getLogger(QuartzScheduler.class);
  private static final String NAME = "drover";
  private static final String GROUP = "tasks";
  private static final String THREADS = "3";
  private static final Duration STOP_PATIENCE = Duration.ofMillis(1_500);

  private static final Duration WATCH_EVERY = Duration.ofSeconds(5);

  /** A clock corrected by less than this is nothing to care about. */
  private static final Duration AHEAD = Duration.ofMinutes(1);

  private static final Backoff RETRY = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

  /** Quartz keeps its schedulers in a static map by name, which we do not want. */
  private static final Object REPOSITORY = new Object();

  private final Tasks tasks;
  private final String connections = NAME + "-" + UUID.randomUUID();
  private final Clock clock;
  private final Loop watchdog = new Loop("scheduler-watchdog", this::watch);
  private @Nullable Scheduler scheduler;
  private volatile String trouble = "It is not started.";
  private Instant lastWatched = Instant.MIN;
  private int failedRestarts;

  /**
   * @param database where Quartz's tables are; its connections may fail at times
   * @param clock the machine's, by which Quartz goes
   */
  public QuartzScheduler(List<ScheduledTask> tasks, DataSource database, Clock clock) {
    this.tasks = new Tasks(tasks);
    this.clock = clock;
    DBConnectionManager.getInstance()
        .addConnectionProvider(connections, new DatabaseConnections(database));
  }

  @Override
  public void start() {
    begin();
    watchdog.start();
  }

  /** What {@link #start} does before the watchdog's thread, for tests that turn it by hand. */
  synchronized void begin() {
    if (scheduler != null) {
      throw new IllegalStateException("The scheduler was started twice");
    }
    try {
      scheduler = create();
      trouble = "";
    } catch (SchedulerException e) {
      throw new IllegalStateException("The scheduler did not start", e);
    }
  }

  /** Waits a moment for running tasks, and leaves those behind that take longer. */
  @Override
  public void stop() {
    watchdog.stop();
    end();
  }

  private synchronized void end() {
    Scheduler old = scheduler;
    scheduler = null;
    trouble = "It is stopped.";
    if (old == null) {
      return;
    }
    Thread stopper = Threads.named("scheduler-stop").newThread(() -> shutDown(old, true));
    stopper.start();
    if (!Threads.join(stopper, STOP_PATIENCE)) {
      log.warn("A scheduled task is still busy; leaving it behind");
    }
  }

  /** Puts a new Quartz in the place of the old one; nothing while stopped. Any thread. */
  public synchronized void restart() {
    Scheduler old = scheduler;
    if (old == null) {
      return;
    }
    try {
      shutDown(old, false);
      scheduler = create();
      trouble = "";
      failedRestarts = 0;
    } catch (SchedulerException | RuntimeException e) {
      // The watchdog tries again. Until then the old one stands for "started".
      trouble = "It did not restart.";
      failedRestarts++;
      log.warn("The scheduler did not restart, attempt {}", failedRestarts, e);
      watchdog.wake();
    }
  }

  /** One turn of the watchdog; returns how long to wait until the next. */
  synchronized Duration watch() {
    Instant now = clock.instant();
    boolean wentBack = now.isBefore(lastWatched);
    lastWatched = now;
    if (wentBack) {
      log.warn("The clock was set back; restarting the scheduler");
    }
    if (wentBack || failedRestarts > 0) {
      restart();
    }
    return failedRestarts > 0 ? RETRY.limit(failedRestarts) : WATCH_EVERY;
  }

  @Override
  public String name() {
    return "scheduler";
  }

  @Override
  public Health check() {
    if (!trouble.isEmpty()) {
      return Health.down(trouble, "Look into the log.");
    }
    Set<String> failing = tasks.failing();
    return failing.isEmpty()
        ? Health.ok("It calls " + tasks.all().size() + " tasks.")
        : Health.degraded(
            "Failed when last called: " + String.join(", ", failing) + ".", "Look into the log.");
  }

  private Scheduler create() throws SchedulerException {
    Scheduler created;
    synchronized (REPOSITORY) {
      created = new StdSchedulerFactory(properties()).getScheduler();
      SchedulerRepository.getInstance().remove(NAME);
    }
    try {
      created.setJobFactory((bundle, unused) -> new TaskJob(tasks));
      forgetOthers(created);
      for (ScheduledTask task : tasks.all()) {
        schedule(created, task);
      }
      created.start();
      return created;
    } catch (SchedulerException | RuntimeException e) {
      shutDown(created, false);
      throw e;
    }
  }

  private void forgetOthers(Scheduler created) throws SchedulerException {
    for (JobKey key : created.getJobKeys(GroupMatcher.anyJobGroup())) {
      if (!tasks.knows(key.getName()) || !key.getGroup().equals(GROUP)) {
        var unused = created.deleteJob(key);
      }
    }
  }

  /**
   * Leaves a trigger of the same interval as it is, for its next time is worth keeping; unless that
   * lies further ahead than one interval: then it was set by a clock that ran ahead.
   */
  private void schedule(Scheduler created, ScheduledTask task) throws SchedulerException {
    TriggerKey key = TriggerKey.triggerKey(task.name(), GROUP);
    Trigger known = created.getTrigger(key);
    boolean same =
        known instanceof SimpleTrigger simple
            && simple.getRepeatInterval() == task.every().toMillis()
            && !isBeyond(simple.getNextFireTime(), clock.instant().plus(task.every()).plus(AHEAD))
            && created.getTriggerState(key) != Trigger.TriggerState.ERROR;
    if (same) {
      return;
    }
    Class<? extends Job> type = TaskJob.class;
    JobDetail job = JobBuilder.newJob(type).withIdentity(task.name(), GROUP).build();
    Trigger trigger =
        TriggerBuilder.newTrigger()
            .withIdentity(key)
            .forJob(job)
            .startNow()
            .withSchedule(
                SimpleScheduleBuilder.simpleSchedule()
                    .withIntervalInMilliseconds(task.every().toMillis())
                    .repeatForever()
                    .withMisfireHandlingInstructionFireNow())
            .build();
    created.scheduleJob(job, Set.of(trigger), true);
  }

  private static boolean isBeyond(@Nullable Date next, Instant latest) {
    return next != null && next.toInstant().isAfter(latest);
  }

  private static void shutDown(Scheduler old, boolean wait) {
    try {
      old.shutdown(wait);
    } catch (SchedulerException e) {
      log.warn("The scheduler did not stop cleanly", e);
    }
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.put(StdSchedulerFactory.PROP_SCHED_INSTANCE_NAME, NAME);
    properties.put(StdSchedulerFactory.PROP_SCHED_MAKE_SCHEDULER_THREAD_DAEMON, "true");
    properties.put("org.quartz.scheduler.skipUpdateCheck", "true");
    properties.put(StdSchedulerFactory.PROP_THREAD_POOL_CLASS, SimpleThreadPool.class.getName());
    properties.put("org.quartz.threadPool.threadCount", THREADS);
    properties.put("org.quartz.threadPool.makeThreadsDaemons", "true");
    properties.put(StdSchedulerFactory.PROP_JOB_STORE_CLASS, JobStoreTX.class.getName());
    properties.put("org.quartz.jobStore.driverDelegateClass", StdJDBCDelegate.class.getName());
    properties.put("org.quartz.jobStore.dataSource", connections);
    properties.put("org.quartz.jobStore.tablePrefix", "QRTZ_");
    properties.put("org.quartz.jobStore.useProperties", "true");
    properties.put("org.quartz.jobStore.makeThreadsDaemons", "true");
    properties.put("org.quartz.jobStore.dbRetryInterval", "1000");
    return properties;
  }
}
