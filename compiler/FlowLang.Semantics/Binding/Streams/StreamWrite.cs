using FlowLang.Semantics.Binding.Declarations;
using FlowLang.Semantics.Binding.Endpoints;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Streams;

/// <summary>What a write of a stream can be: its mode, whether updates find what they update, and how often each effect is there.</summary>
internal static class StreamWrite
{
    /// <summary>What the route gives, or less where less is asked for; null for rows that end.</summary>
    public static Delivery? Check(WriteSite site, StreamFacts? facts)
    {
        BoundOption? asked = site.Sink.Options.FirstOrDefault(option => option.Name == "delivery");
        if (facts is null)
        {
            if (asked is not null)
            {
                site.Context.Report(StreamDiagnostics.OnlyForStreams(asked.Span, "`delivery`"));
            }

            FolderWrite.CheckBatch(site);
            return null;
        }

        if (facts.IsUnknown)
        {
            return null;
        }

        CheckMode(site, facts);
        CheckKey(site, facts);
        FolderWrite.CheckStream(site);
        ChangeWrite.Check(site);
        RegistryChecks.Topic(site.Sink, site.Context);
        RegistryChecks.Topic((site.Sink.Find("rejects") as SinkOption)?.Sink, site.Context);
        (Delivery best, string because, TextSpan blamed) = Best(site.Sink, facts);
        Delivery wanted = asked?.Value is ChoiceOption { Value: var word } ? Named(word) : best;
        if (wanted <= best)
        {
            return wanted;
        }

        site.Context.Report(StreamDiagnostics.DeliveryTooHigh(asked?.Span ?? site.Sink.Span, Word(wanted), Word(best), because, blamed));
        return best;
    }

    private static void CheckMode(WriteSite site, StreamFacts facts)
    {
        BoundOption? mode = site.Sink.Options.FirstOrDefault(option => option.Name == "mode");
        string? word = site.Sink.Choice("mode");
        if (mode is not null && word is not ("append" or "upsert"))
        {
            site.Context.Report(StreamDiagnostics.NotForStreams(
                mode.Span, $"`mode: {word}`", "it puts all rows in the place of others, and a stream has no last one"));
        }

        if (!site.Syntax.OrderBy.IsEmpty)
        {
            site.Context.Report(StreamDiagnostics.NeedsAllRows(site.Syntax.OrderBy[0].Span, "`order by`"));
        }

        bool findsRows = word == "upsert" || site.Sink.Connector is ConsoleConnector or UnknownConnector
            || (site.Sink.Descriptor.Name == "topic" && site.Sink.Find("key") is not null);
        if (facts.Updates is { } updates && !findsRows)
        {
            site.Context.Report(StreamDiagnostics.UpdatesNeedKey(site.Sink.Span, updates));
        }
    }

    /// <summary>In a topic records of one key are in order, and no others.</summary>
    private static void CheckKey(WriteSite site, StreamFacts facts)
    {
        bool isKeyed = site.Sink.Find("key") is not null || site.Sink.Choice("envelope") == "debezium";
        if (site.Sink.Descriptor.Name == "topic" && !isKeyed && (facts.KeyLost is not null || !facts.Key.IsEmpty))
        {
            StreamSymbol stream = facts.Streams[0];
            site.Context.Report(StreamDiagnostics.KeyLeft(site.Sink.Span, stream.Name, stream.Key, facts.Key, facts.KeyLost));
        }
    }

    private static (Delivery Best, string Because, TextSpan Blamed) Best(BoundEndpoint sink, StreamFacts facts)
    {
        foreach (StreamSymbol stream in facts.Streams)
        {
            if (IsEmbedded(stream.Endpoint))
            {
                return (Delivery.AtLeastOnce, "the embedded broker keeps no transactions", stream.Span);
            }
        }

        StreamSymbol first = facts.Streams[0];
        switch (sink.Descriptor.Name)
        {
            case var _ when sink.Connector is FilesConnector:
                return (Delivery.EffectivelyOnce, "the ledger beside the files holds rows, state and positions, and no more", sink.Span);
            case "topic" when IsEmbedded(sink):
                return (Delivery.AtLeastOnce, "the embedded broker keeps no transactions", sink.Span);
            case "topic" when facts.Streams.FirstOrDefault(stream => stream.Endpoint.Descriptor.Name != "topic") is { } changes:
                return (Delivery.AtLeastOnce, "PostgreSQL's log and Kafka have no transaction in common", changes.Span);
            case "topic" when facts.Streams.FirstOrDefault(stream => stream.Endpoint.Connection != sink.Connection) is { } other:
                return (Delivery.AtLeastOnce, "a transaction does not reach another Kafka cluster", other.Span);
            case "topic":
                return (Delivery.ExactlyOnce, "", first.Span);
            case "table":
                return (Delivery.EffectivelyOnce, "the table's transaction holds rows, state and positions, and no more", sink.Span);
            default:
                return (Delivery.AtLeastOnce, "nothing here commits rows and positions together", sink.Span);
        }
    }

    private static bool IsEmbedded(BoundEndpoint endpoint) =>
        endpoint.Connector is KafkaConnector && endpoint.Connection?.Options.Any(option => option.Name == "brokers") == false;

    private static Delivery Named(string word) => word switch
    {
        "exactly_once" => Delivery.ExactlyOnce,
        "effectively_once" => Delivery.EffectivelyOnce,
        _ => Delivery.AtLeastOnce,
    };

    private static string Word(Delivery delivery) => delivery switch
    {
        Delivery.ExactlyOnce => "exactly_once",
        Delivery.EffectivelyOnce => "effectively_once",
        _ => "at_least_once",
    };
}
