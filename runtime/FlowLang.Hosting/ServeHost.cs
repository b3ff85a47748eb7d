using System.Globalization;
using FlowLang.Hosting.Hosted;
using FlowLang.Runtime;
using FlowLang.Scheduling;

namespace FlowLang.Hosting;

/// <summary>Serves a program: schedules and streams, and beside them the API and the pages.</summary>
public sealed class ServeHost : IServeHost
{
    private const string Nowhere = "none";
    private readonly Scheduling.ServeHost _alone = new();

    public async Task<int> ServeAsync(ServeContext context, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(context);
        ServeOptions asked = context.Options;
        if (asked.Listen == Nowhere)
        {
            return await _alone.ServeAsync(context, stop);
        }

        WebServerOptions options = new()
        {
            Listen = asked.Listen ?? WebServerOptions.Usual,
            Certificate = asked.Certificate,
            Key = asked.Key,
            Tokens = asked.Tokens,
            IsOpen = asked.IsOpen,
            Hosted = asked.Hosted,
        };
        using ServedProgram served = new(context);
        await using WebServer server = await WebServer.StartAsync(
            served.Orchestrator, options, context.Environment, context.Log, stop);
        Overview all = served.Orchestrator.Overview();
        string holds = string.Create(CultureInfo.InvariantCulture, $"{all.Pipelines} pipelines, {all.Streams} streams");
        context.Log.Info($"serving {context.Program.Name} at {server.Url}: {holds}; ledger {context.Ledger.Database.Place}");
        if (asked.Hosted is null)
        {
            await served.RunAsync(stop);
            return 0;
        }

        using HostedControl control = new(context.Environment.In, stop);
        context.Environment.Out.WriteLine(HostedOrders.Serving + server.Url);
        await control.Begun;
        if (!control.Ended.IsCancellationRequested)
        {
            await served.RunAsync(control.Ended);
        }

        return 0;
    }

    public Task<int> AskAsync(ServeContext context, OperatorRequest request, CancellationToken stop) =>
        _alone.AskAsync(context, request, stop);
}
