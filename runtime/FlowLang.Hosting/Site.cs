using FlowLang.Hosting.Access;
using FlowLang.Hosting.Events;
using FlowLang.Hosting.Pages.Plans;
using FlowLang.Runtime;
using FlowLang.Scheduling;

namespace FlowLang.Hosting;

/// <summary>What every request of one server shares.</summary>
internal sealed class Site(IOrchestrator orchestrator, WebServerOptions options, ListenAddress address, TokenList tokens, RunLog log,
    TimeProvider time)
{
    private readonly Lazy<ProgramPlan> _plan = new(() => ProgramPlan.Read(orchestrator.OpenManifest));

    public IOrchestrator Orchestrator => orchestrator;

    public WebServerOptions Options => options;

    public ListenAddress Address => address;

    public TokenList Tokens => tokens;

    public RunLog Log => log;

    public TimeProvider Time => time;

    public Sessions Sessions { get; } = new(time);

    public Listeners Listeners { get; } = new(options.Limits.Listeners);

    public EventHub Hub { get; } = new(orchestrator, log, time);

    public StreamHistory History { get; } = new(orchestrator, time);

    /// <summary>Of the manifest, read when a page first asks.</summary>
    public ProgramPlan Plan => _plan.Value;

    public bool AsksForTokens => !tokens.IsEmpty;

    public bool IsSecure => options.Certificate is not null;

    /// <summary>The name of the session's cookie: browsers don't tell the ports of a host apart.</summary>
    public string Cookie => $"flow_{address.Port}";

    /// <summary>Cancelled when the server ends, so that listeners do.</summary>
    public CancellationToken Stopping { get; init; }
}
