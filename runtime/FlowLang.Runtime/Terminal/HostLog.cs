namespace FlowLang.Runtime;

/// <summary>The log of an executable: besides lines it shows reports, errors and, on a terminal, live progress.</summary>
internal abstract class HostLog : RunLog
{
    /// <summary>Makes the log that <c>--log</c> asks for; Spectre.Console is only loaded for a terminal.</summary>
    public static HostLog Create(HostEnvironment environment, string format) => format switch
    {
        "json" => new JsonLog(environment),
        _ when environment.IsTerminal && environment.Variable("TERM") is not "dumb" => new TerminalLog(environment),
        _ => new PlainLog(environment),
    };

    private readonly AsyncLocal<RunContext?> _own = new();
    private readonly RunContext _shared = new();

    /// <summary>The run that lines are of; null outside of one.</summary>
    protected BatchRun? Current => (_own.Value ?? _shared).Run;

    /// <summary>One of several runs at once speaks here.</summary>
    protected bool IsOneOfSeveral => _own.Value is not null;

    /// <summary>The lines' context from now on.</summary>
    public virtual void Enter(BatchRun run) => (_own.Value ?? _shared).Run = run;

    /// <summary>Gives the caller, and what it awaits, a context of its own beside those of others.</summary>
    public virtual void Separate() => _own.Value = new RunContext();

    /// <summary>Runs work that may report progress.</summary>
    public virtual Task<T> LiveAsync<T>(Func<Task<T>> work) => work();

    public abstract void Failed(FlowError error);

    public abstract void Finished(BatchRun run, TimeSpan duration);

    /// <summary>Text for a person that is the command's result.</summary>
    public abstract void Result(string text);

    private sealed class RunContext
    {
        public BatchRun? Run { get; set; }
    }
}
