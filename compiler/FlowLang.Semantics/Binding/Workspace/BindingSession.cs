using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Streams;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Workspace;

/// <summary>What the binders of one workspace share: its names, its diagnostics and the symbols made so far. One use, one thread.</summary>
internal sealed class BindingSession(ModuleTable modules, SchemaCatalog catalog, DiagnosticBag bag)
{
    private readonly Dictionary<Module, BindingContext> _contexts = [];
    private readonly Dictionary<string, bool> _mentioned = [];
    private readonly HashSet<string> _functionNames = [];

    public ModuleTable Modules { get; } = modules;

    public SchemaCatalog Catalog { get; } = catalog;

    public DiagnosticBag Bag { get; } = bag;

    /// <summary>`expect on` blocks by the transform they are for, in the order of files and lines.</summary>
    public Dictionary<Declared, List<ExpectBlock>> Expectations { get; } = [];

    /// <summary>Where each relation's rows can be rejected; relations that reject nothing are not in it.</summary>
    public Dictionary<Symbol, RejectPlace> Rejects { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>The finest placeholder in the paths that a relation reads; those without are not in it.</summary>
    public Dictionary<Symbol, PlaceholderPlace> PlaceholdersOf { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>A `take` without an order that a relation's rows go through; those without are not in it.</summary>
    public Dictionary<Symbol, TextSpan> UnorderedTakes { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>The sources that a transform reads, directly and through others.</summary>
    public Dictionary<Symbol, HashSet<SourceSymbol>> SourcesOf { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Who is told of failures of pipelines that don't say.</summary>
    public ImmutableArray<ConnectionSymbol> Told { get; set; } = [];

    /// <summary>Replication slots by connection and name, with who reads what through them.</summary>
    public Dictionary<(string Connection, string Slot), SlotClaim> Slots { get; } = [];

    /// <summary>What is known of the transforms whose rows never end.</summary>
    public Dictionary<Symbol, StreamFacts> Streams { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Bound transforms by their declaration; parameterised ones are bound where they are called.</summary>
    public Dictionary<Declared, BoundTransform> Transforms { get; } = [];

    /// <summary>A name for a `fn` in the engine that no other has.</summary>
    public string FunctionName(string name)
    {
        string stem = "fn_" + string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '_'));
        string free = stem;
        for (int i = 2; !_functionNames.Add(free); i++)
        {
            free = $"{stem}_{i}";
        }

        return free;
    }

    /// <summary>Nesting of the declarations being bound, so that endless ones end.</summary>
    public int Depth { get; set; }

    /// <summary>Whether any file says the word, in whatever place: then rows may be asked for it.</summary>
    public bool IsMentioned(string word)
    {
        if (!_mentioned.TryGetValue(word, out bool isMentioned))
        {
            isMentioned = Modules.Modules.Any(module => module.Tree.Source.Text.Contains(word, StringComparison.Ordinal));
            _mentioned.Add(word, isMentioned);
        }

        return isMentioned;
    }

    public BindingContext ContextOf(Module module)
    {
        if (!_contexts.TryGetValue(module, out BindingContext? context))
        {
            context = new BindingContext(this, module);
            _contexts.Add(module, context);
        }

        return context;
    }
}
