// Made by flowc 0.0.0 for baseline. The next build writes it again.
using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

return await ProgramHost.RunAsync(new BaselineProgram(), args, new FlowLang.Hosting.ServeHost());

/// <summary>The program: what it is called, what it can be given, and its pipelines.</summary>
internal sealed class BaselineProgram : FlowProgram
{
    public override string Name => "baseline";

    public override string SourceHash => "0000000000000000000000000000000000000000000000000000000000000000";

    public override string CompilerVersion => "0.0.0";

    public override ImmutableArray<SecretDeclaration> Secrets { get; } =
    [
        new("url", SecretOrigin.Environment, "PG_URL"),
    ];

    public override ImmutableArray<HealthProbe> CreateProbes(ProgramSettings settings)
    {
        Connections connections = new(settings);
        return
        [
            new DuckDbProbe(settings),
            new PostgresProbe("pg", () => connections.Pg, writes: true),
        ];
    }

    public override ImmutableArray<Pipeline> CreatePipelines(ProgramSettings settings)
    {
        Connections connections = new(settings);
        return
        [
            new HistoryPipeline(connections),
            new WholePipeline(connections),
            new LatePipeline(connections),
            new FollowPipeline(connections),
            new FollowEmbeddedPipeline(connections),
        ];
    }

    public override Pipeline? CreatePipeline(string name, ProgramSettings settings) => name switch
    {
        "history" => new HistoryPipeline(new Connections(settings)),
        "whole" => new WholePipeline(new Connections(settings)),
        "late" => new LatePipeline(new Connections(settings)),
        "follow" => new FollowPipeline(new Connections(settings)),
        "follow_embedded" => new FollowEmbeddedPipeline(new Connections(settings)),
        _ => null,
    };
}
