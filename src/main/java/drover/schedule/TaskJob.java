package drover.schedule;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** The one job: runs the task that its key names. */
@DisallowConcurrentExecution
final class TaskJob implements Job {
  private final Tasks tasks;

  TaskJob(Tasks tasks) {
    this.tasks = tasks;
  }

  @Override
  public void execute(JobExecutionContext context) {
    tasks.run(context.getJobDetail().getKey().getName());
  }
}
