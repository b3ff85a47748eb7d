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
        new("status", ColumnType.Text, "open"),
    ];

    public override ImmutableArray<SecretDeclaration> Secrets { get; } =
    [
        new("api_token", SecretOrigin.Environment, "API_TOKEN"),
        new("api_key", SecretOrigin.Environment, "API_KEY"),
        new("client_secret", SecretOrigin.Environment, "CLIENT_SECRET"),
    ];

    public override ImmutableArray<HealthProbe> CreateProbes(ProgramSettings settings)
    {
        Connections connections = new(settings);
        return
        [
            new DuckDbProbe(settings),
            new HttpProbe("api", () => connections.Api),
            new HttpProbe("keyed", () => connections.Keyed),
            new HttpProbe("office", () => connections.Office),
            new PostgresProbe("pg", () => connections.Pg, writes: true),
        ];
    }

    public override ImmutableArray<Pipeline> CreatePipelines(ProgramSettings settings)
    {
        Connections connections = new(settings);
        return
        [
            new DailyPipeline(connections),
            new ChangedPipeline(connections),
            new ShownPipeline(connections),
        ];
    }

    public override Pipeline? CreatePipeline(string name, ProgramSettings settings) => name switch
    {
        "daily" => new DailyPipeline(new Connections(settings)),
        "changed" => new ChangedPipeline(new Connections(settings)),
        "shown" => new ShownPipeline(new Connections(settings)),
        _ => null,
    };
}
