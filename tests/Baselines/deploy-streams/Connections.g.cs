// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Kafka;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>The connections that pipelines use. Each is made when it is first asked for; none is opened before a run needs it.</summary>
internal sealed class Connections(ProgramSettings settings)
{
    public ProgramSettings Settings => settings;

    /// <summary>main.flow:6</summary>
    public KafkaConnection Bus => field ??= new("bus", new KafkaOptions { Brokers = ["kafka.internal:9092"] }, settings);

    /// <summary>main.flow:8</summary>
    public PostgresConnection Pg => field ??= new("pg", new PostgresOptions { Host = "db.internal", User = "flow", Password = settings.Secret("pg_password") });

    /// <summary>main.flow:7</summary>
    public FilesConnection Zoning => field ??= new("zoning", "zones", settings);

    /// <summary>main.flow:9</summary>
    public FlowLang.Notifications.SlackNotifier Chat => field ??= new("chat", settings.Secret("chat_url"), settings.Time);
}
