using System.Collections.Immutable;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Workspace;

/// <summary>The names and the bag that a binder works with: those of one file, and of one transform's parameters inside it.</summary>
internal sealed record BindingContext(BindingSession Session, Module Module)
{
    /// <summary>Parameters of the transform that is being bound.</summary>
    public ImmutableDictionary<string, LocalName> Locals { get; init; } = ImmutableDictionary<string, LocalName>.Empty;

    /// <summary>Where mistakes go; another bag than the session's where a body is bound once more with its arguments.</summary>
    public DiagnosticBag Bag { get; init; } = Session.Bag;

    public void Report(Diagnostic diagnostic) => Bag.Add(diagnostic);

    /// <summary>A declared name of this file. False where there is none; true with null where there is one that failed.</summary>
    public bool TryFind(string name, out Declared? declared)
    {
        if (Module.Own.TryGetValue(name, out declared) || Module.Imported.TryGetValue(name, out declared))
        {
            Module.Used.Add(name);
            return true;
        }

        return false;
    }

    /// <summary>The symbol of a name that must be a <typeparamref name="T"/>; reports what else it is. Null after any mistake.</summary>
    /// <param name="missing">Makes the diagnostic for a name that is not there, from the names that would do.</param>
    public T? Resolve<T>(NameSyntax name, string wanted, Func<NameSyntax, IEnumerable<string>, Diagnostic> missing)
        where T : Symbol
    {
        if (!TryFind(name.Text, out Declared? declared))
        {
            Report(AddImportHelp(missing(name, NamesOf(wanted)), name.Text));
            return null;
        }

        if (declared is null)
        {
            return null;
        }

        Symbol? symbol = SymbolBinder.Resolve(declared, Session);
        if (symbol is T found)
        {
            return found;
        }

        // What could not be bound was told at its declaration; but a source may name itself where a connection is wanted.
        if (symbol is null && (declared.Syntax is BadDeclarationSyntax || Matches(declared.Kind, wanted)))
        {
            return null;
        }

        Report(NameDiagnostics.WrongKind(name.Span, name.Text, declared.Kind, wanted, declared.Name.Span));
        return null;
    }

    /// <summary>Names of declarations of a kind (`connection`), or of everything that rows come from (`relation`).</summary>
    public IEnumerable<string> NamesOf(string kind) =>
        Module.Own.Where(pair => Matches(pair.Value.Kind, kind)).Select(pair => pair.Key)
            .Concat(Module.Imported.Where(pair => pair.Value is not null && Matches(pair.Value.Kind, kind)).Select(pair => pair.Key))
            .Concat(kind == "relation" ? Locals.Where(local => local.Value.Relation is not null).Select(local => local.Key) : []);

    /// <summary>Where another file declares the name, says how to import it.</summary>
    public Diagnostic AddImportHelp(Diagnostic diagnostic, string name)
    {
        Module? owner = Session.Modules.Modules.FirstOrDefault(module => module != Module && module.Own.ContainsKey(name));
        return owner is null
            ? diagnostic
            : diagnostic.Help(
                $"it is declared in {owner.Path}: "
                + $"`import {{ {name} }} from \"{ModulePath.Relative(Module.Path, owner.Path)}\"`");
    }

    private static bool Matches(string kind, string wanted) =>
        kind == wanted || (wanted == "relation" && kind is ("source" or "transform" or "stream"));
}
