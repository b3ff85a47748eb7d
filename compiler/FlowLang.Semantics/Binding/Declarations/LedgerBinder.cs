using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>`ledger: pg` of a workspace: the database that its run ledger is kept in.</summary>
internal static class LedgerBinder
{
    /// <summary>Null where the ledger is a file, and for what is no such database, which is reported.</summary>
    public static ConnectionSymbol? OfWorkspace(BindingSession session) =>
    (
        from module in session.Modules.Modules
        from workspace in module.Tree.Root.Declarations.OfType<WorkspaceSyntax>()
        from property in workspace.Properties
        where property.Name.Text == "ledger"
        select Bind(property, session.ContextOf(module))).FirstOrDefault();

    private static ConnectionSymbol? Bind(PropertySyntax property, BindingContext context)
    {
        if (property.Value is not NameExpressionSyntax { Name: { } name })
        {
            context.Report(ScheduleDiagnostics.PropertyValue(property.Value.Span, "ledger", "a connection of PostgreSQL: `ledger: pg`"));
            return null;
        }

        ConnectionSymbol? connection = context.Resolve<ConnectionSymbol>(
            name, "connection", (at, names) => NameDiagnostics.UnknownConnection(at.Span, at.Text, names));
        if (connection is { Connector: { Name: not "postgres" } and not UnknownConnector })
        {
            context.Report(ScheduleDiagnostics.NoLedger(name.Span, connection.Name, connection.Connector.Name));
            return null;
        }

        return connection is { Connector: UnknownConnector } ? null : connection;
    }
}
