using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>`deploy prod to gcp { … }`: names and services are checked; a later version emits it.</summary>
internal static class DeployBinder
{
    private static readonly string[] Settings = ["project", "region", "zone", "runner", "alerts", "network", "labels"];

    private static readonly Dictionary<string, string[]> Services = new()
    {
        ["files"] = ["bucket"],
        ["gcs"] = ["bucket"],
        ["postgres"] = ["cloud_sql"],
        ["kafka"] = ["managed_kafka"],
        ["spark"] = ["dataproc"],
    };

    public static void Bind(DeploySyntax syntax, BindingContext context)
    {
        context.Report(EngineDiagnostics.NotAvailableYet(syntax.Name.Span, "deployment"));
        if (syntax.Platform.Text != "gcp")
        {
            context.Report(DeploymentDiagnostics.UnknownPlatform(syntax.Platform.Span, syntax.Platform.Text));
            return;
        }

        Dictionary<string, Declared> connections = [];
        foreach (Declared declared in context.Session.Modules.Modules.SelectMany(module => module.Declarations))
        {
            if (declared.Syntax is ConnectionSyntax)
            {
                connections.TryAdd(declared.Name.Text, declared);
            }
        }

        foreach (PropertySyntax property in syntax.Properties)
        {
            string name = property.Name.Text;
            if (connections.TryGetValue(name, out Declared? connection))
            {
                CheckService(property, connection, context);
            }
            else if (!Settings.Contains(name))
            {
                context.Report(DeploymentDiagnostics.DeployUnknownName(property.Name.Span, name, [.. Settings, .. connections.Keys]));
            }
        }
    }

    private static void CheckService(PropertySyntax property, Declared declared, BindingContext context)
    {
        if (SymbolBinder.Resolve(declared, context.Session) is ConnectionSymbol connection
            && property.Value is NameExpressionSyntax { Name: { } service })
        {
            string[] allowed = [.. Services.GetValueOrDefault(connection.Connector.Name) ?? [], "external"];
            if (!allowed.Contains(service.Text))
            {
                context.Report(DeploymentDiagnostics.ServiceForConnector(service.Span, service.Text, connection.Connector.Name, allowed));
            }
        }
    }
}
