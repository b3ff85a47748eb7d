using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Endpoints;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Deployments;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>`deploy prod to gcp { … }`: settings, the runner, and for connections the service that stands for each.</summary>
internal static class DeployBinder
{
    private const string Runner = "runner";

    private const string External = "external";

    /// <summary>Null after a mistake.</summary>
    public static BoundDeployment? Bind(DeploySyntax syntax, BindingContext context)
    {
        if (syntax.Platform.Text != "gcp")
        {
            context.Report(DeploymentDiagnostics.UnknownPlatform(syntax.Platform.Span, syntax.Platform.Text));
            return null;
        }

        Dictionary<string, ConnectionSymbol?> connections = Connections(context);
        bool IsSetting(PropertySyntax property) =>
            !connections.ContainsKey(property.Name.Text) && DeployServices.Settings.Any(s => s.Name == property.Name.Text);
        DeployOptions settings = Options(
            [.. syntax.Properties.Where(IsSetting)], new OptionOwner("a deployment", DeployServices.Settings), syntax.Name, context);
        DeployedRunner? runner = null;
        var services = ImmutableArray.CreateBuilder<DeployedService>();
        var named = ImmutableArray.CreateBuilder<string>();
        foreach (PropertySyntax property in syntax.Properties.Where(p => !IsSetting(p)))
        {
            string name = property.Name.Text;
            if (connections.TryGetValue(name, out ConnectionSymbol? connection))
            {
                named.Add(name);
                if (!IsService(property, External) && connection is not null && Service(property, connection, context) is { } service)
                {
                    services.Add(service);
                }
            }
            else if (name == Runner)
            {
                runner = Machine(property, context);
            }
            else
            {
                context.Report(DeploymentDiagnostics.DeployUnknownName(
                    property.Name.Span, name, [.. DeployServices.Settings.Select(s => s.Name), Runner, .. connections.Keys]));
            }
        }

        if (!syntax.Properties.Any(p => p.Name.Text == Runner))
        {
            context.Report(NameDiagnostics.OptionMissing(syntax.Name.Span, "a deployment", Runner, "`vm { … }`"));
        }

        return DeployChecks.Place(settings, context) && runner is not null
            ? new BoundDeployment(
                syntax.Name.Text, settings.Text("project"), settings.Text("region"), settings.Text("zone"), runner, services.ToImmutable(),
                settings.Call("alerts", "to"), settings.Labels("labels"), syntax.Name.Span)
            { Named = named.ToImmutable() }
            : null;
    }

    private static Dictionary<string, ConnectionSymbol?> Connections(BindingContext context)
    {
        Dictionary<string, ConnectionSymbol?> connections = [];
        foreach (Declared declared in context.Session.Modules.Modules.SelectMany(module => module.Declarations))
        {
            if (declared.Syntax is ConnectionSyntax)
            {
                connections.TryAdd(declared.Name.Text, SymbolBinder.Resolve(declared, context.Session) as ConnectionSymbol);
            }
        }

        return connections;
    }

    private static DeployedRunner? Machine(PropertySyntax property, BindingContext context)
    {
        if (!IsService(property, "vm"))
        {
            context.Report(DeploymentDiagnostics.ServiceForConnector(property.Value.Span, property.Value.Span.Text, Runner, ["vm"]));
            return null;
        }

        DeployOptions options = Options(property.Options, new OptionOwner("`vm`", DeployServices.Machine), property.Name, context);
        ImmutableArray<string> pipelines = options.Texts("pipelines");
        DeployedRunner runner = new(
            options.Text("machine"), options.Size("disk", 50), options.Integer("instances", 1),
            pipelines.IsEmpty || pipelines is ["all"] ? null : pipelines, property.Name.Span);
        return DeployChecks.Machine(runner, options, context) ? runner : null;
    }

    private static DeployedService? Service(PropertySyntax property, ConnectionSymbol connection, BindingContext context)
    {
        if (!DeployServices.OfConnectors.TryGetValue(connection.Connector.Name, out var allowed) || !IsService(property, allowed.Service))
        {
            context.Report(DeploymentDiagnostics.ServiceForConnector(
                property.Value.Span, property.Value.Span.Text, connection.Connector.Name,
                allowed.Service is { } one ? [one, External] : [External]));
            return null;
        }

        DeployOptions o = Options(property.Options, new OptionOwner($"`{allowed.Service}`", allowed.Options), property.Name, context);
        DeployedService service = allowed.Service switch
        {
            "bucket" => new DeployedBucket(
                connection, o.TextOrNull("name"), o.Choice("storage_class", "STANDARD"), o.Duration("delete_after"), o.Duration("retain"),
                property.Name.Span),
            "cloud_sql" => new DeployedDatabase(
                connection, o.Text("tier"), o.Text("version"), o.Size("disk", 20), o.Bool("high_availability"), property.Name.Span),
            "managed_kafka" => new DeployedBus(connection, o.Integer("vcpu", 3), o.Size("memory", 3), property.Name.Span),
            _ => new DeployedCluster(
                connection, o.TextOrNull("machine") ?? "n2-standard-4", o.Integer("workers", 2), property.Name.Span),
        };
        return DeployChecks.Service(service, o, context) ? service : null;
    }

    private static bool IsService(PropertySyntax property, string name) =>
        property.Value is NameExpressionSyntax { Name.Text: var text } && text == name;

    private static DeployOptions Options(
        ImmutableArray<PropertySyntax> properties, OptionOwner owner, NameSyntax at, BindingContext context)
    {
        ImmutableArray<BoundOption> bound = OptionListBinder.Bind(properties, owner, at.Span, context);
        foreach (BoundOption option in bound.Where(o => o.Value is ParameterOption or TemplateOption))
        {
            context.Report(DeploymentDiagnostics.DeployConstant(option.Span, option.Name));
        }

        return new DeployOptions(bound);
    }
}
