using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>`on_failure: notify(chat, …)`.</summary>
internal static class NoticeBinder
{
    public static ImmutableArray<ConnectionSymbol> Bind(PropertySyntax property, BindingContext context)
    {
        if (property.Value is not CallExpressionSyntax { Receiver: null, Function.Text: "notify", Arguments: [_, ..] } call
            || call.Arguments.Any(argument => argument is not { Name: null, Value: NameExpressionSyntax }))
        {
            context.Report(ScheduleDiagnostics.PropertyValue(
                property.Value.Span, "on_failure", "connections that take messages: `notify(chat)`"));
            return [];
        }

        return [.. call.Arguments.Select(argument => One(argument, context)).OfType<ConnectionSymbol>()];
    }

    /// <summary>What the workspace says for pipelines that say nothing; bound once, before them.</summary>
    public static ImmutableArray<ConnectionSymbol> OfWorkspace(BindingSession session) =>
    [
        .. from module in session.Modules.Modules
           from workspace in module.Tree.Root.Declarations.OfType<WorkspaceSyntax>()
           from property in workspace.Properties
           where property.Name.Text == "on_failure"
           from connection in Bind(property, session.ContextOf(module))
           select connection,
    ];

    private static ConnectionSymbol? One(ArgumentSyntax argument, BindingContext context)
    {
        ConnectionSymbol? connection = argument.Value is NameExpressionSyntax { Name: { } name }
            ? context.Resolve<ConnectionSymbol>(
                name, "connection", (at, names) => NameDiagnostics.UnknownConnection(at.Span, at.Text, names))
            : null;
        if (connection is { Connector: { TakesNotices: false } and not UnknownConnector })
        {
            context.Report(ScheduleDiagnostics.CantNotify(argument.Span, connection.Name, connection.Connector.Name));
        }

        return connection;
    }
}
