using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Streams;

/// <summary>`event_time: after.pickup, watermark: lag(2m), idle: 1m, max_ahead: 1h` and `key:` of a stream, found in its row.</summary>
internal static class StreamTimeBinder
{
    /// <summary>Null without an event time, and after a mistake.</summary>
    public static StreamTime? Bind(BoundEndpoint stream, RowType row, BindingContext context)
    {
        if (stream.Find("event_time") is not TextListOption { Values: [var path] })
        {
            foreach (BoundOption option in stream.Options.Where(o => o.Name is "watermark" or "idle" or "max_ahead"))
            {
                context.Report(StreamDiagnostics.OptionsTogether(
                    option.Span, option.Name, "is about event times, and there is no `event_time`"));
            }

            return null;
        }

        TextSpan at = Span(stream, "event_time");
        TypeRef? type = StreamPaths.TypeOf(path, row);
        if (type is not { Type: InstantType })
        {
            string problem = type is null ? "is no column of this stream" : $"is of type `{type.Value}`";
            context.Report(StreamDiagnostics.EventTimeColumn(at, path, problem));
            return null;
        }

        TimeSpan? lag = stream.Find("watermark") is CallOption call ? Duration(call.Find("time")) : null;
        if (lag is null)
        {
            context.Report(StreamDiagnostics.OptionsTogether(
                at, "event_time", "needs `watermark: lag(…)`: how long after it happened a record may still come"));
        }

        return new StreamTime(path, lag ?? TimeSpan.Zero, Duration(stream.Find("idle")), Duration(stream.Find("max_ahead")));
    }

    /// <summary>Columns and fields that never change the partition of a row: none can be null, where its row is there.</summary>
    public static ImmutableArray<string> BindKey(BoundEndpoint stream, RowType row, BindingContext context)
    {
        if (stream.Find("key") is not TextListOption { Values: var paths })
        {
            return [];
        }

        ImmutableArray<string>.Builder found = ImmutableArray.CreateBuilder<string>();
        foreach (string written in paths)
        {
            // Of changes a key is named as in the table: the change has it in `after`, or in `before` of a delete.
            string path = StreamPaths.TypeOf(written, row) is null && StreamPaths.TypeOf($"after.{written}", row) is not null ? $"after.{written}" : written;
            switch (StreamPaths.TypeOf(path, row))
            {
                case null:
                    context.Report(StreamDiagnostics.StreamKey(Span(stream, "key"), written, "is no column of this stream"));
                    break;
                case { Type: RowType or ListType or MapType or JsonType } type:
                    context.Report(StreamDiagnostics.StreamKey(Span(stream, "key"), written, $"is of type `{type}`, which makes no key"));
                    break;
                default:
                    found.Add(path);
                    break;
            }
        }

        return found.ToImmutable();
    }

    private static TimeSpan? Duration(OptionValue? value) => (value as DurationOption)?.Value;

    private static TextSpan Span(BoundEndpoint stream, string option) => stream.Options.First(o => o.Name == option).Span;
}
