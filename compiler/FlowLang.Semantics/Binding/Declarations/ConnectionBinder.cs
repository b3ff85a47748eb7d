using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Endpoints;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>`connection pg: postgres { … }`. One that a later version runs is declared freely and refused where it is used.</summary>
internal static class ConnectionBinder
{
    public static ConnectionSymbol Bind(ConnectionSyntax syntax, BindingContext context)
    {
        if (ConnectorCatalogue.Find(syntax.Connector.Text) is not { } connector)
        {
            context.Report(NameDiagnostics.UnknownConnector(syntax.Connector.Span, syntax.Connector.Text, [.. ConnectorCatalogue.Names]));
            return new ConnectionSymbol(syntax.Name.Text, UnknownConnector.Instance, [], syntax.Name.Span);
        }

        OptionOwner owner = new($"a `{connector.Name}` connection", connector.Options, TakesSecrets: true);
        ImmutableArray<BoundOption> options = OptionListBinder.Bind(syntax.Properties, owner, syntax.Name.Span, context);
        if (connector is HttpConnector)
        {
            HttpChecks.Connection(options, syntax.Name.Span, context);
            RestChecks.Connection(options, context);
        }
        else
        {
            foreach (BoundOption option in options.Where(
                option => option is { Name: "password" or KafkaConnector.Registry + "_password", Value: TextOption }))
            {
                context.Report(LintDiagnostics.PlainPassword(option.Span, option.Name));
            }

            RegistryChecks.Connection(options, context);
            GoogleAuthChecks.Connection(options, connector, context);
            if (connector is GcsConnector)
            {
                GcsChecks.Connection(options, context);
            }
        }

        return new ConnectionSymbol(syntax.Name.Text, connector, options, syntax.Name.Span);
    }
}
