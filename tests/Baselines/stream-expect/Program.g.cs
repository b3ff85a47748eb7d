// Made by flowc 0.0.0 for baseline. The next build writes it again.
using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Kafka;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

return await ProgramHost.RunAsync(new BaselineProgram(), args, new FlowLang.Hosting.ServeHost());

/// <summary>The program: what it is called, what it can be given, and its pipelines.</summary>
internal sealed class BaselineProgram : FlowProgram
{
    public override string Name => "baseline";

    public override string SourceHash => "0000000000000000000000000000000000000000000000000000000000000000";

    public override string CompilerVersion => "0.0.0";

    public override ImmutableArray<HealthProbe> CreateProbes(ProgramSettings settings)
    {
        Connections connections = new(settings);
        return
        [
            new DuckDbProbe(settings),
            new KafkaProbe("bus", () => connections.Bus),
            new PostgresProbe("pg", () => connections.Pg, writes: false),
            new FlowLang.Connectors.Postgres.Streams.StreamsProbe("pg", () => connections.Pg, writes: true, captures: false),
        ];
    }

    public override ImmutableArray<Pipeline> CreatePipelines(ProgramSettings settings)
    {
        Connections connections = new(settings);
        return
        [
            new LiveStream.LivePipeline(connections),
        ];
    }

    public override Pipeline? CreatePipeline(string name, ProgramSettings settings) => name switch
    {
        "live" => new LiveStream.LivePipeline(new Connections(settings)),
        _ => null,
    };
}
