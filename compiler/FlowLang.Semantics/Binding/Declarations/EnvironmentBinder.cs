using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>`environment prod { env: "prod" }`: values for parameters of the whole workspace.</summary>
internal static class EnvironmentBinder
{
    public static BoundEnvironment Bind(EnvironmentSyntax syntax, BindingContext context)
    {
        Dictionary<string, Declared> known = context.Session.Modules.Parameters;
        ImmutableArray<(ParameterSymbol, BoundLiteral)>.Builder values = ImmutableArray.CreateBuilder<(ParameterSymbol, BoundLiteral)>();
        HashSet<string> seen = [];
        foreach (PropertySyntax property in syntax.Properties)
        {
            string name = property.Name.Text;
            if (!seen.Add(name))
            {
                continue;
            }

            if (!known.TryGetValue(name, out Declared? declared))
            {
                context.Report(NameDiagnostics.UnknownParameter(property.Name.Span, name, "this workspace", known.Keys));
            }
            else if (SymbolBinder.Resolve(declared, context.Session) is ParameterSymbol parameter
                && ParamBinder.BindFor(parameter, property.Value, context) is { } value)
            {
                values.Add((parameter, value));
            }
        }

        return new BoundEnvironment(syntax.Name.Text, values.ToImmutable(), syntax.Span);
    }
}
