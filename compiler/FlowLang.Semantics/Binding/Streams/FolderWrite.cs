using FlowLang.Semantics.Binding.Declarations;
using FlowLang.Semantics.Binding.Endpoints;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Connectors;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Streams;

/// <summary>Streams write folders of files, each complete when it appears: what such a write says, and what only it says.</summary>
internal static class FolderWrite
{
    public static void CheckStream(WriteSite site)
    {
        Check(site.Sink, site.Context);
        Check((site.Sink.Find("rejects") as SinkOption)?.Sink, site.Context);
    }

    /// <summary>A place that a stream writes to: of files it is a folder.</summary>
    public static void Check(BoundEndpoint? sink, BindingContext context)
    {
        BoundOption? path = sink?.Options.FirstOrDefault(option => option.Name == "path");
        if (sink?.Connector is FilesConnector && path is { Value: TextOption { Value: var text } } && !text.EndsWith('/'))
        {
            context.Report(FolderDiagnostics.StreamToFile(path.Span, text));
        }
    }

    /// <summary>`rejects to` of a step; null where it has none, and after a mistake.</summary>
    public static BoundEndpoint? LateSink(ExpressionSyntax? syntax, BindingContext context)
    {
        BoundEndpoint? sink = syntax is null ? null : EndpointBinder.Bind(syntax, [], isSource: false, context);
        Check(sink, context);
        RegistryChecks.Topic(sink, context);
        return sink;
    }

    public static void CheckBatch(WriteSite site)
    {
        foreach (BoundOption roll in site.Sink.Options.Where(
            option => site.Sink.Connector is FilesConnector && option.Name is FilesConnector.RollSize or FilesConnector.RollEvery))
        {
            site.Context.Report(StreamDiagnostics.OnlyForStreams(roll.Span, $"`{roll.Name}`"));
        }
    }
}
