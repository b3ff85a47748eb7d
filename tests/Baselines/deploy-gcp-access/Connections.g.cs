// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Gcs;
using FlowLang.Connectors.Kafka;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>The connections that pipelines use. Each is made when it is first asked for; none is opened before a run needs it.</summary>
internal sealed class Connections(ProgramSettings settings)
{
    public ProgramSettings Settings => settings;

    /// <summary>main.flow:6</summary>
    public GcsConnection Archive => field ??= new("archive", new GcsOptions { Bucket = "nyc-taxi-archive" }, settings);

    /// <summary>main.flow:8</summary>
    public KafkaConnection Bus => field ??= new("bus", new KafkaOptions { Brokers = KafkaOptions.BrokersOf(settings.Parameter("brokers")), Tokens = FlowLang.GoogleCloud.GoogleTokens.ForKafka(settings.Time) }, settings);

    /// <summary>main.flow:5</summary>
    public GcsConnection Lake => field ??= new("lake", new GcsOptions { Bucket = settings.Parameter("bucket"), Prefix = "taxi", EncryptionKey = settings.Secret("lake_key"), Timeout = TimeSpan.FromMilliseconds(30000), Retries = 3 }, settings);

    /// <summary>main.flow:7</summary>
    public PostgresConnection Pg => field ??= new("pg", new PostgresOptions { Host = settings.Parameter("host"), Database = "taxi", User = "taxi-prod@nyc-taxi-prod.iam", Tokens = FlowLang.GoogleCloud.GoogleTokens.ForSql(settings.Time) });
}
