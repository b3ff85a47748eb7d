namespace FlowLang.Runtime;

/// <summary>
/// Serves a program: its schedules, its streams, and who asks about them. The generated entry point hands one to
/// <see cref="ProgramHost"/>, because this assembly knows nothing of schedulers and web servers.
/// </summary>
public interface IServeHost
{
    /// <summary>Serves until <paramref name="stop"/> is cancelled, then drains. The result is the exit code.</summary>
    Task<int> ServeAsync(ServeContext context, CancellationToken stop);

    /// <summary>
    /// Answers or does what an operator asks of a program that is served, by way of its ledger. The result is the exit code.
    /// </summary>
    Task<int> AskAsync(ServeContext context, OperatorRequest request, CancellationToken stop);
}
