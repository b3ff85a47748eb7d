// Made by flowc 0.0.0 for baseline. The next build writes it again.
using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Http;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

return await ProgramHost.RunAsync(new BaselineProgram(), args, new FlowLang.Hosting.ServeHost());

/// <summary>The program: what it is called, what it can be given, and its pipelines.</summary>
internal sealed class BaselineProgram : FlowProgram
{
    public override string Name => "baseline";

    public override string SourceHash => "0000000000000000000000000000000000000000000000000000000000000000";

    public override string CompilerVersion => "0.0.0";

    public override ImmutableArray<ProgramParameter> Parameters { get; } =
    [
        new("host", ColumnType.Text, "example.com"),
    ];

    public override ImmutableArray<SecretDeclaration> Secrets { get; } =
    [
        new("site_token", SecretOrigin.Environment, "SITE_TOKEN"),
        new("mirror_password", SecretOrigin.Environment, "MIRROR_PASSWORD"),
    ];

    public override ImmutableArray<HealthProbe> CreateProbes(ProgramSettings settings)
    {
        Connections connections = new(settings);
        return
        [
            new DuckDbProbe(settings),
            new HttpProbe("mirror", () => connections.Mirror),
            new PostgresProbe("pg", () => connections.Pg, writes: true),
            new HttpProbe("site", () => connections.Site),
        ];
    }

    public override ImmutableArray<Pipeline> CreatePipelines(ProgramSettings settings)
    {
        Connections connections = new(settings);
        return
        [
            new LoadPipeline(connections),
            new LookupPipeline(connections),
            new StampedPipeline(connections),
            new ShownPipeline(connections),
        ];
    }

    public override Pipeline? CreatePipeline(string name, ProgramSettings settings) => name switch
    {
        "load" => new LoadPipeline(new Connections(settings)),
        "lookup" => new LookupPipeline(new Connections(settings)),
        "stamped" => new StampedPipeline(new Connections(settings)),
        "shown" => new ShownPipeline(new Connections(settings)),
        _ => null,
    };
}
