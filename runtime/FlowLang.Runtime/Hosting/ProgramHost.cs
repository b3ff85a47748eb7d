namespace FlowLang.Runtime;

/// <summary>The command line of a generated executable.</summary>
public static class ProgramHost
{
    /// <summary>Runs the command in <paramref name="args"/>; the result is the process's exit code.</summary>
    public static Task<int> RunAsync(FlowProgram program, string[] args)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(args);
        return Task.FromResult((int)ErrorKind.Usage);
    }
}
