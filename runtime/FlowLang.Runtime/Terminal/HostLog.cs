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

    /// <summary>The lines' context from now on.</summary>
    public virtual void Enter(BatchRun run)
    {
    }

    /// <summary>Runs work that may report progress.</summary>
    public virtual Task<T> LiveAsync<T>(Func<Task<T>> work) => work();

    public abstract void Failed(FlowError error);

    public abstract void Finished(BatchRun run, TimeSpan duration);

    /// <summary>Text for a person that is the command's result.</summary>
    public abstract void Result(string text);
}
