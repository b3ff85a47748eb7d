using System.Globalization;
using FlowLang.Runtime;

namespace FlowLang.Scheduling;

/// <summary>Serves a program without HTTP: schedules, streams and the commands of operators.</summary>
public sealed class ServeHost : IServeHost
{
    public async Task<int> ServeAsync(ServeContext context, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var served = new ServedProgram(context);
        Overview overview = served.Orchestrator.Overview();
        string holds = string.Create(CultureInfo.InvariantCulture, $"{overview.Pipelines} pipelines, {overview.Streams} streams");
        context.Log.Info($"serving {context.Program.Name}: {holds}; ledger {context.Ledger.Database.Place}");
        await served.RunAsync(stop);
        return 0;
    }

    public Task<int> AskAsync(ServeContext context, OperatorRequest request, CancellationToken stop) =>
        OperatorCommands.RunAsync(context, request, stop);
}
