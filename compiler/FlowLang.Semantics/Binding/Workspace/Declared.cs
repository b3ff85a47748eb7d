using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Workspace;

/// <summary>A name of a file with its declaration, and the symbol it becomes when it is first needed.</summary>
internal sealed class Declared(NameSyntax name, DeclarationSyntax syntax, Module module)
{
    public NameSyntax Name { get; } = name;

    public DeclarationSyntax Syntax { get; } = syntax;

    public Module Module { get; } = module;

    public DeclaredState State { get; set; }

    /// <summary>Null until bound, and for a declaration that could not be bound.</summary>
    public Symbol? Symbol { get; set; }

    /// <summary>What the declaration is, as a diagnostic says it.</summary>
    public string Kind => Syntax switch
    {
        ParamSyntax => "parameter",
        SecretSyntax => "secret",
        TypeDeclarationSyntax => "type",
        ConnectionSyntax => "connection",
        SourceSyntax => "source",
        StreamSyntax => "stream",
        SinkSyntax => "sink",
        TransformSyntax => "transform",
        PipelineSyntax => "pipeline",
        FunctionSyntax => "function",
        EnvironmentSyntax => "environment",
        DeploySyntax => "deployment",
        _ => "declaration",
    };
}
