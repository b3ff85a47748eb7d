using FlowLang.Semantics.Binding.Endpoints;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Connectors;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Streams;

/// <summary>Options of a stream that have to go with each other and with its type.</summary>
internal static class StreamOptionsCheck
{
    public static void Check(BoundEndpoint stream, TextSpan type, bool isChanges, BindingContext context)
    {
        if (stream.Descriptor.Name == "cdc")
        {
            SlotCheck.Take(stream, pipeline: null, context);
            if (!isChanges)
            {
                context.Report(TypeDiagnostics.TypeMismatch(
                    type, "changes<T>", "append<T>", "rows of a table change: `changes<T>` has `op`, `before` and `after`"));
            }
        }
        else if (stream.Descriptor.Name == "topic")
        {
            CheckEnvelope(stream, isChanges, context);
            CheckDeadLetters(stream, context);
            RegistryChecks.Stream(stream, context);
        }
    }

    private static void CheckDeadLetters(BoundEndpoint stream, BindingContext context)
    {
        BoundOption? option = stream.Options.FirstOrDefault(o => o.Value is CallOption { Name: "dead_letter" });
        if (option?.Value is not CallOption letters)
        {
            return;
        }

        FolderWrite.Check((letters.Find("to") as SinkOption)?.Sink, context);
        if (letters.Arguments.IsEmpty)
        {
            context.Report(NameDiagnostics.OptionMissing(
                option.Span, "`dead_letter`", "topic", "the topic for bad records, or with `to:` a folder of files"));
        }
        else if (letters.Arguments.Length > 1)
        {
            context.Report(StreamDiagnostics.OptionsTogether(option.Span, "dead_letter", "names a topic or, with `to:`, a folder"));
        }
    }

    private static void CheckEnvelope(BoundEndpoint stream, bool isChanges, BindingContext context)
    {
        bool isWrapped = stream.Choice("envelope") == "debezium";
        if (isChanges && !isWrapped)
        {
            context.Report(StreamDiagnostics.OptionsTogether(
                stream.Span, "changes<T>", "needs `envelope: debezium`: a bare row says nothing of what became of it"));
        }

        if (isWrapped && stream.Choice("format") == "csv")
        {
            TextSpan at = stream.Options.First(o => o.Name == "envelope").Span;
            context.Report(StreamDiagnostics.OptionsTogether(at, "envelope: debezium", "has no form in CSV"));
        }
    }
}
