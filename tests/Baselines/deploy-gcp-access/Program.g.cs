// Made by flowc 0.0.0 for baseline. The next build writes it again.
using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Gcs;
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

    public override ImmutableArray<ProgramParameter> Parameters { get; } =
    [
        new("bucket", ColumnType.Text, "local-lake"),
        new("host", ColumnType.Text, "localhost"),
        new("brokers", ColumnType.Text, "localhost:9092"),
    ];

    public override ImmutableArray<SecretDeclaration> Secrets { get; } =
    [
        new("lake_key", SecretOrigin.Store, "projects/nyc-taxi-prod/secrets/lake-key/versions/3"),
        new("books_password", SecretOrigin.Environment, "BOOKS_PASSWORD"),
    ];

    public override ISecretStore SecretStore { get; } = new FlowLang.GoogleCloud.GoogleSecrets(TimeProvider.System);

    public override ImmutableArray<ProgramEnvironment> Environments { get; } =
    [
        new("prod", ImmutableDictionary<string, string>.Empty.Add("bucket", "unused")),
    ];

    public override LedgerDatabase? CreateLedger(ProgramSettings settings) =>
        new PostgresLedger(new Connections(settings).Books, Name);

    public override ImmutableArray<HealthProbe> CreateProbes(ProgramSettings settings)
    {
        Connections connections = new(settings);
        return
        [
            new DuckDbProbe(settings),
            new GcsProbe("archive", () => connections.Archive),
            new PostgresProbe("books", () => connections.Books, writes: false),
            new KafkaProbe("bus", () => connections.Bus),
            new GcsProbe("lake", () => connections.Lake),
            new PostgresProbe("pg", () => connections.Pg, writes: true),
        ];
    }

    public override ImmutableArray<Pipeline> CreatePipelines(ProgramSettings settings)
    {
        Connections connections = new(settings);
        return
        [
            new LoadPipeline(connections),
            new PublishPipeline(connections),
        ];
    }

    public override Pipeline? CreatePipeline(string name, ProgramSettings settings) => name switch
    {
        "load" => new LoadPipeline(new Connections(settings)),
        "publish" => new PublishPipeline(new Connections(settings)),
        _ => null,
    };
}
